UPDATE `agents` SET `greeting` = 'Hello, I''m Parley. What would you like to know?'
WHERE `greeting` = 'Hello, I am Parley. Ask me anything; everyone here reads along.';
